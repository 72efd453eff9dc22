// The embedded PostgreSQL of an installation, started again should it fall.
import { Refusal, say } from '../prepare.mjs';
import { builtLib } from './settings.mjs';

const DATABASE = 'harbourlight';
const PAUSE_MS = 1_000;

export class EmbeddedDatabase {
  #server;
  #isStopping = false;

  /** Answers the owner's address of the database, the same for as long as the installation runs. */
  async start(dataDir) {
    const { createDatabase, startEmbedded } = await builtLib('embedded');
    const server = await startEmbedded({ dataDir, mode: 'durable' });
    if (!server.isOwned)
      throw new Refusal(`The data folder ${dataDir} is in use by another running Harbourlight. Stop that one, or set another DATA_DIR.`);
    this.#keep(server, startEmbedded, dataDir);
    return createDatabase(server.adminUrl, DATABASE);
  }

  #keep(server, startEmbedded, dataDir) {
    this.#server = server;
    void server.ended.then(async () => {
      while (!this.#isStopping) {
        say('[postgresql] ended; starting it again');
        try {
          const next = await startEmbedded({ dataDir, mode: 'durable', port: server.port });
          this.#keep(next, startEmbedded, dataDir);
          return;
        } catch (error) {
          say(`[postgresql] ${error.message}`);
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
    });
  }

  async stop() {
    this.#isStopping = true;
    await this.#server?.stop();
  }
}
