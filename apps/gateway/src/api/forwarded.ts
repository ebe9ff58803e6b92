import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ClientAddresses } from '@shop/http';

/**
 * What a request is passed on with: who called, in headers that the services believe because only we can reach them.
 * What a client says of itself in those headers is dropped.
 */
export function forwardedHeaders(
  given: IncomingHttpHeaders,
  request: IncomingMessage,
  clients: ClientAddresses,
  correlationId: string,
): IncomingHttpHeaders {
  const { host } = request.headers;
  const { 'x-real-ip': _ip, forwarded: _forwarded, ...headers } = given;
  return {
    ...headers,
    ...(host !== undefined && { host, 'x-forwarded-host': host }),
    'x-forwarded-for': clients.of(request),
    'x-forwarded-proto': 'http',
    'x-correlation-id': correlationId,
  };
}
