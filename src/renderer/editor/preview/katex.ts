// With its letters and its rules for laying them out, as one chunk that is loaded with the first formula.
import 'katex/dist/katex.css';

export { default } from 'katex';
