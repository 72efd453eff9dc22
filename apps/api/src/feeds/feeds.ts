import { ClientCertificates } from './client-certificates.js';
import { CsafProvider } from './csaf/csaf-provider.js';
import { CsafController } from './csaf/csaf.controller.js';
import { WellKnownController } from './csaf/well-known.controller.js';
import { FeedDocuments } from './feed-documents.js';
import { FeedLists } from './feed-lists.js';
import { FeedReader } from './feed-reader.js';
import { HotDocuments } from './hot-documents.js';
import { MispController } from './misp/misp.controller.js';
import { OpenDataController } from './open-data/open-data.controller.js';
import { SyndicationController } from './syndication/syndication.controller.js';

/** The doors for machines that read documents. */
export const FEED_CONTROLLERS = [CsafController, MispController, OpenDataController, SyndicationController, WellKnownController];
export const FEED_PROVIDERS = [ClientCertificates, CsafProvider, FeedDocuments, FeedLists, FeedReader, HotDocuments];
