import { describe, expect, it } from '@jest/globals';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import { HeldAlerts } from './held-alerts.js';

const LANE = { channel: 'webhook', isRetry: false, maxHeld: 100, maxHeldPerDestination: 40, maxHeldPerEndpoint: 2 } as const;

function anAlert(endpointId: string, destination: string): ClaimedAlert {
  // Only what is counted by.
  return { endpointId, destination } as ClaimedAlert;
}

function aResult(alert: ClaimedAlert, outcome: SendResult['outcome'], error?: string): SendResult {
  return { alert, outcome, startedAtMs: 0, durationMs: 0, ...(error === undefined ? {} : { error }) };
}

describe('what a lane holds', () => {
  it('names the endpoints and destinations that hold enough, until they hold less', () => {
    const held = new HeldAlerts(LANE);
    for (let count = 0; count < 40; count++) held.add(anAlert(`endpoint-${count % 20}`, 'https://one.example'));
    held.add(anAlert('other', 'https://two.example'));
    expect(held.saturated.destinations).toEqual(['https://one.example']);
    expect(held.saturated.endpoints).toHaveLength(20);
    expect(held.room).toBe(59);
    held.remove(anAlert('endpoint-3', 'https://one.example'));
    expect(held.saturated.destinations).toEqual([]);
    expect(held.saturated.endpoints).not.toContain('endpoint-3');
  });

  it('gives a destination that keeps it waiting a twentieth, until a send succeeds there', () => {
    const held = new HeldAlerts(LANE);
    const alert = anAlert('endpoint', 'https://slow.example');
    held.add(alert);
    held.add(anAlert('another', 'https://slow.example'));
    held.learn(aResult(alert, 'retry', 'HTTP_500'));
    expect(held.saturated.destinations).toEqual([]);
    held.learn(aResult(alert, 'retry', 'TIMEOUT_RESPONSE'));
    expect(held.saturated.destinations).toEqual(['https://slow.example']);
    held.learn(aResult(alert, 'sent'));
    expect(held.saturated.destinations).toEqual([]);
    held.learn(aResult(alert, 'put_back'));
    expect(held.saturated.destinations).toEqual(['https://slow.example']);
  });
});
