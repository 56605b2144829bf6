/** Where models come from, unless a flag names a mirror. Only `cvmatch models pull` contacts it. */
export const HUB = 'https://huggingface.co';
