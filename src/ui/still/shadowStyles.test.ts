import { expect, test } from 'vitest';
import { shadowStyles } from './shadowStyles';

test('root and body become the host, with their attributes', () => {
  expect(shadowStyles(':root{--a:1}:root[data-theme="dark"]{color:red}body{margin:0}.body,h1{top:0}')).toBe(
    ':host{--a:1}:host([data-theme="dark"]){color:red}:host{margin:0}.body,h1{top:0}',
  );
});
