declare module '*?assembly' {
  const base64: string;
  export default base64;
}
