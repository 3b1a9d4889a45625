/**
 * Returns the tasks of the page's main thread while `act` runs, with wall time `dur` and processor
 * time `tdur` in microseconds.
 */
export async function traceTasks(session, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'toplevel,__metadata' });
  await act();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
  return events.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && isMain(event));
}
