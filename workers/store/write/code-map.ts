/** Turns the codes of one import into the project's. */
export interface CodeMap {
  /** True when both codes are the same, whatever the code. */
  readonly isSame: boolean;
  /** Takes the texts that the import met next, and answers those that are new to the project. */
  add(texts: readonly string[]): string[];
  /** The project's codes of some import codes. May answer the input itself. */
  map(codes: Uint32Array): Uint32Array;
  one(code: number): number;
  /** Codes the project has by now. */
  size(): number;
}

/**
 * @param known - the project's texts in order of their codes. When there are none, both codes are the same and
 * nothing is kept in memory.
 */
export function createCodeMap(known: readonly string[]): CodeMap {
  let size = known.length;
  if (size === 0) {
    return {
      isSame: true,
      add: (texts) => {
        size += texts.length;
        return [...texts];
      },
      map: (codes) => codes,
      one: (code) => code,
      size: () => size,
    };
  }

  const codeOf = new Map(known.map((text, code) => [text, code]));
  let projectCode = new Uint32Array(1024);
  let seen = 0;
  return {
    isSame: false,
    add(texts) {
      const fresh: string[] = [];
      if (seen + texts.length > projectCode.length) {
        const wider = new Uint32Array(Math.max(2 * projectCode.length, seen + texts.length));
        wider.set(projectCode);
        projectCode = wider;
      }
      for (const text of texts) {
        let code = codeOf.get(text);
        if (code === undefined) {
          code = size++;
          fresh.push(text);
        }
        projectCode[seen++] = code;
      }
      return fresh;
    },
    map: (codes) => codes.map((code) => projectCode[code]!),
    one: (code) => projectCode[code]!,
    size: () => size,
  };
}
