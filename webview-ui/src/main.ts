import '../../src/protocol/zodWithoutEval';
import './views/groundworkPanel';
