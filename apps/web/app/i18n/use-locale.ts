import { createContext, useContext } from 'react';
import { LOCALE_FACTS } from './locale';
import type { Locale, LocaleFacts } from './locale';

export const CurrentLocale = createContext<Locale>('en');

export function useLocale(): Locale {
  return useContext(CurrentLocale);
}

export function useLocaleFacts(): LocaleFacts {
  return LOCALE_FACTS[useLocale()];
}
