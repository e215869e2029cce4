import { PteroError } from '../errors/ptero-error.ts';

/**
 * Factor a symmetric positive definite matrix in place: A = L Lᵀ.
 *
 * @param a - shape (n, n), row-major; only the lower triangle is read, and is overwritten by L.
 * @throws PteroError `input/invalid` when a pivot is not positive, with its index.
 *
 * Cost: n³/3 multiplications. Source: Golub & Van Loan, 4.2.
 */
export function choleskyInPlace(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j += 1) {
    const rowJ = j * n;
    let pivot = a[rowJ + j]!;
    for (let k = 0; k < j; k += 1) pivot -= a[rowJ + k]! * a[rowJ + k]!;
    if (!(pivot > 0)) {
      throw new PteroError({
        code: 'input/invalid',
        message: 'the matrix is not positive definite',
        details: { index: j, pivot },
      });
    }
    const root = Math.sqrt(pivot);
    a[rowJ + j] = root;
    for (let i = j + 1; i < n; i += 1) {
      const rowI = i * n;
      let sum = a[rowI + j]!;
      for (let k = 0; k < j; k += 1) sum -= a[rowI + k]! * a[rowJ + k]!;
      a[rowI + j] = sum / root;
    }
  }
}

/** Solve L Lᵀ x = b in place, with L from `choleskyInPlace`. Shapes: l (n, n), b (n,). Cost: n² multiplications. */
export function choleskySolveInPlace(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = b[i]!;
    for (let k = 0; k < i; k += 1) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k += 1) sum -= l[k * n + i]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** The inverse of L Lᵀ, shape (n, n), symmetric. Cost: about n³ multiplications. */
export function choleskyInverse(l: Float64Array, n: number): Float64Array {
  const inverseL = new Float64Array(n * n);
  for (let j = 0; j < n; j += 1) {
    inverseL[j * n + j] = 1 / l[j * n + j]!;
    for (let i = j + 1; i < n; i += 1) {
      let sum = 0;
      for (let k = j; k < i; k += 1) sum -= l[i * n + k]! * inverseL[k * n + j]!;
      inverseL[i * n + j] = sum / l[i * n + i]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k += 1) {
    for (let i = 0; i <= k; i += 1) {
      const left = inverseL[k * n + i]!;
      if (left === 0) continue;
      for (let j = 0; j <= i; j += 1) inverse[i * n + j]! += left * inverseL[k * n + j]!;
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[j * n + i] = inverse[i * n + j]!;
  return inverse;
}
