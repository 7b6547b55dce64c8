import type { CheckedPart } from './toolCheck';

export const PYTHON_TOOL_FOLDERS = ['.venv/bin', 'venv/bin', '.venv/Scripts', 'venv/Scripts'];
export const PYTHON_FILE = /\.pyi?$/;
export const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test)\.py$/;

export const changesPython = (part: CheckedPart): boolean =>
  part.changed.some((file) => PYTHON_FILE.test(file));
