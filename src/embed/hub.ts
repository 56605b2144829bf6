/** Where models come from, unless a flag names a mirror. Contacted by `cvmatch models pull` alone. */
export const HUB = 'https://huggingface.co';
