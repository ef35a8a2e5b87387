// The figures that an evaluation has, by its task: what a gate can judge. Names and definitions are scikit-learn's, shortened where the field does so.

/** What kind of prediction an evaluation judges. */
type EvaluationTask = 'binary' | 'multiclass' | 'regression';

/** Metric -> what it is, in a few words. */
type Metrics = Readonly<Record<string, string>>;

const classification: Metrics = {
  accuracy: 'share of right answers',
  balanced_accuracy: 'mean recall of the classes',
  precision: 'share of the alarms that are right',
  recall: 'share of the cases that are found',
  f1: 'harmonic mean of precision and recall',
  auc: 'area under the ROC curve',
  log_loss: 'mean surprise, in nats',
  mcc: "Matthews' correlation",
};

const byTask: Readonly<Record<EvaluationTask, Metrics>> = {
  binary: {
    ...classification,
    pr_auc: 'area under the precision-recall curve',
    brier: 'mean squared distance of chance and outcome',
    ece: 'expected calibration error',
    specificity: 'share of the negatives that are left alone',
    cost: 'cost of the errors',
  },
  multiclass: classification,
  regression: {
    mae: 'mean absolute error',
    mse: 'mean squared error',
    rmse: 'root of the mean squared error',
    r2: 'share of the variance explained',
    mape: 'mean absolute percentage error',
    median_ae: 'median absolute error',
    max_error: 'largest error',
  },
};

/** The metrics of a task, the usual ones first. */
export function metricsOfTask(task: string): Metrics | undefined {
  return Object.hasOwn(byTask, task) ? byTask[task as EvaluationTask] : undefined; // `hasOwn` holds: it is a key of the table.
}

/** The tasks that have a metric. */
export function tasksWithMetric(metric: string): readonly string[] {
  return Object.entries(byTask).flatMap(([task, metrics]) => (Object.hasOwn(metrics, metric) ? [task] : []));
}
