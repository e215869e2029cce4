/** Paths that name a file are never answered with the page. Matched on path and query together. */
export const filePaths: RegExp[] = [/^[^?]*\/[^/?]*\.[^/?]*(\?|$)/];
