import { LANGUAGES, notesBeside } from '#libs/advisories';
import type { LocalisedText } from '#libs/advisories';
import type { AdvisoryView } from './advisory-view.js';
import { markdownToText } from './markdown-to-text.js';

/** The advisory with its Markdown as plain text, for formats that know no marks: nobody reads `**at once**` there as more than it says. */
export function plainView(view: AdvisoryView): AdvisoryView {
  const { content, summaryOfChanges, withdrawalNotice } = view;
  const { summary, description, impact, recommendation, workarounds } = content;
  return {
    ...view,
    ...(summaryOfChanges === undefined ? {} : { summaryOfChanges: plain(summaryOfChanges) }),
    ...(withdrawalNotice === undefined ? {} : { withdrawalNotice: plain(withdrawalNotice) }),
    content: {
      ...content,
      // What a text says already is told by its Markdown.
      ...(content.notes === undefined ? {} : { notes: notesBeside(content) }),
      summary: plain(summary),
      description: plain(description),
      ...(impact === undefined ? {} : { impact: plain(impact) }),
      ...(recommendation === undefined ? {} : { recommendation: recommendation.map(plain) }),
      ...(workarounds === undefined ? {} : { workarounds: workarounds.map(plain) }),
    },
  };
}

function plain(text: LocalisedText): LocalisedText {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => (text[language] === undefined ? [] : [[language, markdownToText(text[language])] as const])),
  );
}
