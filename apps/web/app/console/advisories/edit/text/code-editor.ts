import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { defaultHighlightStyle, Language, defineLanguageFacet, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { GFM, parser } from '@lezer/markdown';

/** The grammar of Markdown alone: the ready-made package brings those of HTML, CSS and JavaScript too, twice the size. */
const MARKDOWN = new Language(defineLanguageFacet(), parser.configure(GFM), [], 'markdown');

/**
 * Puts an editor in the place of a text area. Every change is written to the text area, which stays what the form sends, and Tab leaves it as it
 * leaves every other field. Answers how to take it away again.
 */
export function mountEditor(area: HTMLTextAreaElement, onType: (text: string) => void): () => void {
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      selection: { anchor: area.selectionStart },
      extensions: [
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        MARKDOWN,
        syntaxHighlighting(defaultHighlightStyle),
        EditorView.cspNonce.of(nonce()),
        EditorView.contentAttributes.of({
          'aria-label': label?.textContent ?? area.id,
          lang: area.lang,
          spellcheck: String(area.spellcheck),
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (!docChanged) return;
          area.value = state.doc.toString();
          area.dispatchEvent(new Event('input', { bubbles: true }));
          onType(area.value);
        }),
      ],
    }),
  });
  view.dom.classList.add('hl-code-editor');
  view.dom.dataset['rows'] = String(area.rows);
  const hadFocus = document.activeElement === area;
  area.after(view.dom);
  area.hidden = true;
  if (hadFocus) view.focus();
  return () => {
    view.destroy();
    area.hidden = false;
  };
}

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
