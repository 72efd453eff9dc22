import { DomainError, notFound } from '#libs/core';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { statusOf } from '../errors/http-status.js';
import { FollowLink } from './follow-link.js';
import { isLinkAction } from './link-actions.js';
import type { LinkAction } from './link-actions.js';
import { pageLanguage } from './page-wording-for.js';
import { askPage, tellPage } from './render-page.js';

/**
 * What links in mails lead to. GET shows a page with one button and does nothing else, because programs follow links too; POST acts. Neither
 * looks at a session: the token says all that there is to say, so there is nothing that a foreign page could make use of.
 */
@Controller('links')
export class LinksController {
  constructor(private readonly links: FollowLink) {}

  @Get(':action/:token')
  async show(
    @Param() { action: name, token }: { readonly action: string; readonly token: string },
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const action = known(name);
    const language = pageLanguage(asText(lang), accepted);
    asHtml(reply);
    return askPage(action, language, { about: action === 'prove-domain' ? await this.links.proofAsked(token) : undefined });
  }

  /** Also the one-click address of RFC 8058: no cookie, no origin, any form, 200 and no redirect. */
  @Post(':action/:token')
  @HttpCode(200)
  async act(
    @Param() { action: name, token }: { readonly action: string; readonly token: string },
    @Query('lang') lang: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const action = known(name);
    const language = pageLanguage(asText(lang), accepted);
    asHtml(reply);
    try {
      await this.links.execute(action, token, fieldsOf(body));
      return tellPage(action, language, 'done');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.code(statusOf(error));
      if (error.kind === 'invalid') return askPage(action, language, { problems: error.issues.map(({ expected }) => expected) });
      return tellPage(action, language, error.kind === 'unavailable' ? 'tryLater' : 'notGood');
    }
  }
}

function known(name: string): LinkAction {
  if (!isLinkAction(name)) throw notFound();
  return name;
}

function asHtml(reply: FastifyReply): void {
  void reply.header('content-type', 'text/html; charset=utf-8').header('x-robots-tag', 'noindex');
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The text fields of a form; everything else in it is left aside. */
function fieldsOf(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
