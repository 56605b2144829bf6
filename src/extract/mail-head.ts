/** Whether a text begins with headers of a sent e-mail (RFC 5322), and not with those of a saved web page. */
export function isMail(start: string): boolean {
  return hasHeaders(start) && !isWebArchive(start);
}

/** A saved web page has e-mail headers but no recipient (RFC 2557). */
export function isWebArchive(start: string): boolean {
  return (
    hasHeaders(start) &&
    /multipart\/related|^Content-Type: text\/html/im.test(start) &&
    !/^(?:To|Received|Delivered-To): /im.test(start)
  );
}

function hasHeaders(start: string): boolean {
  return (
    /^(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|X-[\w-]+|Message-ID|MIME-Version|Content-Type): /i.test(
      start,
    ) &&
    (/^(?:MIME-Version|Received|Message-ID|Return-Path): /im.test(start) ||
      (/^From: /i.test(start) && /^Subject: /im.test(start)))
  );
}
