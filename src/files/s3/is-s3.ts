/** Whether a place for files is a bucket and no folder. */
export function isS3(place: string): boolean {
  return /^s3:/i.test(place);
}
