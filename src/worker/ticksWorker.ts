import type { Reply } from './protocol';
import { serveTicks } from './serveTicks';
import type { TicksRequest } from './ticksProtocol';
import { hearLanguage } from './workerLanguage';

serveTicks({
  post: (reply: Reply) => self.postMessage(reply),
  listen: (receive) => {
    self.onmessage = hearLanguage<TicksRequest>(receive);
  },
});
