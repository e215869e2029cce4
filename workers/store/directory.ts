/** One entry of a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

/** A file as it was when it was opened. */
export interface StoredFile {
  readonly bytes: number;
  /** Reads up to `length` bytes; fewer when the file ends before. The answer owns its buffer. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Writes a new file from its beginning to its end. */
export interface FileWriter {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Makes what was written survive a kill, and gives the file free. */
  close(): Promise<void>;
}

/**
 * A folder of the private file system, cut to what the store needs.
 *
 * Reading takes no lock and works beside a writer in another tab.
 * Errors: `store/full` when the disk or the browser's allowance is used up.
 */
export interface Directory {
  list(): Promise<readonly DirectoryEntry[]>;
  /** The file, or null when there is none. */
  open(name: string): Promise<StoredFile | null>;
  /** An empty file of this name; one that was there is emptied. */
  create(name: string): Promise<FileWriter>;
  /** Removes a file, or a folder with all in it. What is not there counts as removed. */
  remove(name: string): Promise<void>;
  /** The folder of this name, or null when there is none. */
  find(name: string): Promise<Directory | null>;
  /** The folder of this name, made when there is none. */
  make(name: string): Promise<Directory>;
}
