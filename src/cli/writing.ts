import { Refusal } from '../english/refusal';

/** Does what writes to files; whoever cannot write hears why, and no stack. */
export async function written(what: string, write: () => void | Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new Refusal(unwritable(what, error));
  }
}

/** `reports/ cannot be written: ENOSPC: no space left on device, write.` */
export function unwritable(what: string, error: unknown): string {
  return `${what} cannot be written: ${error instanceof Error ? error.message : String(error)}.`;
}
