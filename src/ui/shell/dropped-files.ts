const entriesOf = (directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = directory.createReader();
  // A reader hands out at most a hundred at a time and an empty list at the end.
  const more = async (found: FileSystemEntry[]): Promise<FileSystemEntry[]> => {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    return batch.length === 0 ? found : more([...found, ...batch]);
  };
  return more([]);
};

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const inside = await entriesOf(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map(filesIn))).flat();
}

/** All files of a drop, those inside dropped folders too, in the order of their names. Must be called before the event is over. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  const files = await Promise.all(entries.flatMap((entry) => (entry ? [filesIn(entry)] : [])));
  return files.flat().toSorted((a, b) => a.name.localeCompare(b.name));
}
