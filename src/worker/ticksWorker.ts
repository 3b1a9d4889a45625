import type { Reply } from './protocol';
import { serveTicks } from './serveTicks';
import type { TicksRequest } from './ticksProtocol';

serveTicks({
  post: (reply: Reply) => self.postMessage(reply),
  listen: (receive) => {
    self.onmessage = ({ data }: MessageEvent<TicksRequest>) => receive(data);
  },
});
