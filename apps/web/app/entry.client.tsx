import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { localeOfTag } from './i18n/locale';
import { loadMessages } from './i18n/messages.client';
import { MessageSource } from './i18n/texts';

const messages = await loadMessages(localeOfTag(document.documentElement.lang));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <MessageSource value={() => messages}>
        <HydratedRouter />
      </MessageSource>
    </StrictMode>,
  );
});
