import { testCases } from '../cases';

testCases('evaluation', new URL('.', import.meta.url));
