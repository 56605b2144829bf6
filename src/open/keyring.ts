import type { Config } from '../config/config.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { Keyring } from '../sealing/keyring.js';
import { readMasterKey } from '../sealing/master-key.js';
import type { Stores } from './stores.js';

/** A store to which nothing was handed in yet is encrypted from now on if a key is configured. */
export async function openKeyring({ encryptionKey }: Config, { dataKeys, root }: Stores): Promise<Keyring> {
  const readMaster = encryptionKey === null ? null : () => readMasterKey(encryptionKey);
  const keyring = new Keyring(dataKeys, readMaster);
  if (readMaster !== null && root.sealing.isNew() && !(await keyring.isOn())) await keyring.renew(DEFAULT_TENANT);
  return keyring;
}
