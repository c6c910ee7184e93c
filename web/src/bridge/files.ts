// Files that the resident picks. They stay here, in memory, each by a handle; nothing is sent and nothing is stored.
// A file of another type than asked for, or a larger one, is told about but not kept: its handle is empty.
import { freshId } from './browser';

export type PickedFile = { name: string; type: string; size: number; handle: string };

export class PickedFiles {
  private readonly files = new Map<string, File>();

  // Asks for one file. Null when the resident picks none.
  pick(accept: string[], maxBytes: number): Promise<PickedFile | null> {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept.join(',');
    return new Promise((resolve) => {
      input.addEventListener('cancel', () => resolve(null));
      input.addEventListener('change', () => {
        const file = input.files?.[0];
        resolve(file === undefined ? null : this.take(file, accept, maxBytes));
      });
      input.click();
    });
  }

  take(file: File, accept: string[], maxBytes: number): PickedFile {
    const kept = accept.includes(file.type) && file.size > 0 && file.size <= maxBytes;
    const handle = kept ? `file-${freshId()}` : '';
    if (kept) this.files.set(handle, file);
    return { name: file.name, type: file.type, size: file.size, handle };
  }

  get(handle: string): File | undefined {
    return this.files.get(handle);
  }

  // False when there is no such file.
  drop(handle: string): boolean {
    return this.files.delete(handle);
  }

  dropAll(): void {
    this.files.clear();
  }
}
