// Stands in for VS Code's one native module that matters here, its logger: without it every Output channel stays empty and no log
// file is written. The rest of VS Code's natives come prebuilt or are optional.
const fs = require('fs');
const path = require('path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 0;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }

  /** In VS Code's own form, "%Y-%m-%d %H:%M:%S.%e [%l] %v". */
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().slice(0, 23).replace('T', ' ');
    try {
      fs.appendFileSync(this.file, this.raw ? message : `${stamp} [${names[level]}] ${message}\n`);
    } catch {
      // A log that cannot be written must not take the editor down.
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.raw = false;
  }
  clearFormatters() {
    this.raw = true;
  }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('', name, file);
