import '../random-seed.setup.ts';
import './sdk-error-stack.ts';
