/** The device of Node's engines, one for as long as the process lives: what one engine compiled serves the next, and compiling costs most. */
import { type OpenedDevice, openDevice } from '../gpu/engine';
import { openNodeGpu } from './node-gpu';

let opened: Promise<OpenedDevice> | null = null;

/** The same at every call until it is lost. @throws UnavailableError, with the reason, where there is no adapter or it gives no device. */
export async function openNodeDevice(): Promise<OpenedDevice> {
  opened ??= openDevice(openNodeGpu());
  try {
    const found = await opened;
    void found.device.lost.then(forget);
    return found;
  } catch (error) {
    forget();
    throw error;
  }
}

function forget(): void {
  opened = null;
}
