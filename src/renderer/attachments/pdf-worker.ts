// PDFs are read in a thread of their own, which has nothing but this.
import 'pdfjs-dist/build/pdf.worker.mjs';
