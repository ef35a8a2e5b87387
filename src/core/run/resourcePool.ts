// Who may run now: tasks claim processors, memory and GPUs of the machine and get them in the order of asking; one that
// does not fit yet lets smaller ones pass.
import type { Disposable } from '../base/scope';
import type { Resources } from '../spec/pipeline';

/** What may be used at once. */
export interface Machine {
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Names of the GPUs as CUDA_VISIBLE_DEVICES takes them. */
  readonly gpus: readonly string[];
  /** The largest number of tasks at once, whatever they claim. */
  readonly jobs: number;
}

/** Resources that are ours until disposed. */
export interface Lease extends Disposable {
  readonly gpus: readonly string[];
}

interface Waiting {
  readonly claim: Required<Resources>;
  readonly order: number;
  readonly grant: (lease: Lease | undefined) => void;
}

export class ResourcePool {
  readonly #machine: Machine;
  #cpus: number;
  #memory: number;
  #gpus: readonly string[];
  #slots: number;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#cpus = machine.cpus;
    this.#memory = machine.memoryBytes;
    this.#gpus = machine.gpus;
    this.#slots = machine.jobs;
  }

  /**
   * Waits for resources; undefined once the pool is closed. Lower `order` goes first. A claim larger than the machine is
   * cut to the machine: such a task runs alone rather than never.
   */
  acquire(resources: Resources, order: number): Promise<Lease | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    const claim = {
      cpus: Math.min(resources.cpus, this.#machine.cpus),
      memoryBytes: Math.min(resources.memoryBytes ?? 0, this.#machine.memoryBytes),
      gpus: Math.min(resources.gpus, this.#machine.gpus.length),
    };
    return new Promise((grant) => {
      this.#waiting.push({ claim, order, grant });
      this.#waiting.sort((a, b) => a.order - b.order);
      this.#serve();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Nothing starts any more: all who wait get nothing. */
  close(): void {
    this.#closed = true;
    for (const { grant } of this.#waiting.splice(0)) grant(undefined);
  }

  #serve(): void {
    this.#waiting = this.#waiting.filter((waiting) => {
      if (!this.#fits(waiting.claim)) return true;
      waiting.grant(this.#take(waiting.claim));
      return false;
    });
  }

  #fits({ cpus, memoryBytes, gpus }: Required<Resources>): boolean {
    return this.#slots >= 1 && cpus <= this.#cpus && memoryBytes <= this.#memory && gpus <= this.#gpus.length;
  }

  #take({ cpus, memoryBytes, gpus: count }: Required<Resources>): Lease {
    const gpus = this.#gpus.slice(0, count);
    this.#slots -= 1;
    this.#cpus -= cpus;
    this.#memory -= memoryBytes;
    this.#gpus = this.#gpus.slice(count);
    let held = true;
    const dispose = () => {
      if (!held) return;
      held = false;
      this.#slots += 1;
      this.#cpus += cpus;
      this.#memory += memoryBytes;
      this.#gpus = [...gpus, ...this.#gpus];
      this.#serve();
    };
    return { gpus, dispose };
  }
}
