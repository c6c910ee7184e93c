// Runs claims one after another and says which hold; the exit code is 1 when one does not, or when there was none.
export class Claims {
  passed = 0;
  failed = 0;

  async that(name, act) {
    try {
      await act();
      this.passed++;
      console.log(`ok ${name}`);
    } catch (reason) {
      this.failed++;
      console.log(`not ok ${name}\n    ${String(reason.stack ?? reason).replaceAll('\n', '\n    ')}`);
    }
  }

  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}

// Steps of a walk: each stands on the one before, so the first that fails ends it.
export class Walk extends Claims {
  async step(name, act) {
    if (this.failed === 0) await this.that(name, act);
  }
}

// The number after `--name` on the command line.
export function numberOption(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}
