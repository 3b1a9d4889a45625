// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { specOfModel } from '../../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { SpeechLab } from './SpeechLab';

afterEach(() => {
  unmountAll();
  vi.unstubAllGlobals();
});

const TI_GRU = { ...FIXTURE_BUSY, spec: specOfModel('ti-gru', FIXTURE_BUSY.spec) };

/** Presses the button of the microphone and returns what the page then says. */
async function press(mediaDevices: unknown): Promise<string | undefined> {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices });
  const { host } = mount(<SpeechLab />, TI_GRU);
  await act(async () => click(host.querySelector('.speech-record')));
  return host.querySelector('[role="alert"]')?.textContent;
}

it('asks for the microphone on a press alone, and says plainly that it was refused', async () => {
  const getUserMedia = vi.fn(async () => {
    throw new DOMException('denied', 'NotAllowedError');
  });
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia } });
  mount(<SpeechLab />, TI_GRU);
  expect(getUserMedia).not.toHaveBeenCalled();
  expect(await press({ getUserMedia })).toMatch(/^The microphone was refused\. Allow it in the browser/);
  expect(getUserMedia).toHaveBeenCalledTimes(1);
});

it('says that there is no microphone, and that the address gives none', async () => {
  const getUserMedia = async () => {
    throw new DOMException('none', 'NotFoundError');
  };
  expect(await press({ getUserMedia })).toMatch(/^No microphone was found/);
  expect(await press(undefined)).toMatch(/expected an address with https:/);
});

it('says what the network learnt from, and offers TiGRU in place of another network', () => {
  expect(mount(<SpeechLab />, TI_GRU).host.textContent).toContain('learnt from synthetic voices alone');
  const real = { ...TI_GRU, spec: { ...TI_GRU.spec, weights: 'fsdd' } as const };
  expect(mount(<SpeechLab />, real).host.textContent).toContain('learnt from six voices');
  const [chooseModel, setSettings] = [vi.fn(), vi.fn()];
  const { host } = mount(<SpeechLab />, FIXTURE_BUSY, { chooseModel, setSettings });
  click(host.querySelector('button'));
  expect(chooseModel).toHaveBeenCalledWith('ti-gru');
  expect(setSettings).toHaveBeenCalledWith({ weights: 'fsdd' });
});
