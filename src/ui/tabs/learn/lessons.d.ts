declare module '*.md' {
  const lesson: import('../../../experiment/lesson/lesson').Lesson;
  export default lesson;
}
