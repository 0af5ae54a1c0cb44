/** Saves the weights as a safetensors file, named after what they are of. */
import type { Session } from '../store/session';
import { saveFile } from './save-file';

/** Resolves once the download has begun. */
export async function exportWeights(session: Session, document: Document): Promise<void> {
  const { update, file } = await session.exportWeights();
  const { task, model } = session.settings.getState().run;
  const name = `${task.name}-${model.encoder.cell}-update-${String(update)}.safetensors`;
  saveFile(document, name, new Blob([Uint8Array.from(file)], { type: 'application/octet-stream' }));
}
