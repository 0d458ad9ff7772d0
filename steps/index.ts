import './parameterTypes';
import './hooks';
import './cluster';
import './policies';
import './settings';
import './verdicts';
