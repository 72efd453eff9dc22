import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';

const Nonce = createContext<string | undefined>(undefined);

export function NonceProvider({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return <Nonce value={nonce}>{children}</Nonce>;
}

/** The page's nonce on the server; in a browser it stands in the document already, and none is needed. */
export function useNonce(): string | undefined {
  return useContext(Nonce);
}
