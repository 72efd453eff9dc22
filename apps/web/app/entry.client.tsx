import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { localeOfTag } from './i18n/locale';
import { keepMessages } from './i18n/loaded-messages';
import { loadMessages } from './i18n/messages.client';
import { MessageSource } from './i18n/texts';

const messages = await loadMessages(localeOfTag(document.documentElement.lang));
keepMessages(messages);

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
