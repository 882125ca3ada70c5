export { makeReport, type ReportInput } from './report.ts';
