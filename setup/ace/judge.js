// Has Ace judge a book: node judge.js BOOK FOLDER; its report is FOLDER/report.json.
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const [book, folder] = process.argv.slice(2);
ace(book, { cwd: folder, outdir: folder, silent: true, initLogger: true }, runner).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
