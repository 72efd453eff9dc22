import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { ApiContext } from './api-context.js';

/** A mutation has its own transactions, in which it sees what it wrote. And nobody keeps a connection while an answer is being sent. */
export const endRequestReads: ApolloServerPlugin<ApiContext> = {
  requestDidStart() {
    return Promise.resolve({
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation !== OperationTypeNode.QUERY) await contextValue.reads?.end();
      },
      willSendResponse({ contextValue }) {
        void contextValue.reads?.end();
        return Promise.resolve();
      },
    });
  },
};
