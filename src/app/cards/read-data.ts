/** A data file of the project as the page reads it, for a task's card. */
import { InputError } from '../../core/errors';
import type { ReadData } from '../../tasks/task';

/** @throws InputError where the file cannot be read */
export const readData: ReadData = async (name) => {
  const address = new URL(`data/${name}`, document.baseURI);
  const response = await fetch(address);
  if (!response.ok) throw new InputError(address.pathname, 'must be readable', response.status);
  return response.text();
};
