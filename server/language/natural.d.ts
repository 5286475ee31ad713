declare module 'natural/lib/natural/stemmers/porter_stemmer_de.js' {
  const stemmer: { stem(word: string): string };
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default stemmer;
}
