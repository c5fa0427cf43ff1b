import { NoteBook } from '../../flow/index.ts';
import type { Framework } from '../framework.ts';
import { watchConstructs } from './constructs.ts';
import type { Endpoint } from './endpoint.ts';
import { lambdaEvents, middyLibraries } from './library.ts';
import { watchChains } from './middy.ts';
import { collectRoutes } from './routes.ts';
import { lambdaRunner } from './runner.ts';
import { isServerlessProgram } from './serverless-program.ts';

const lambda: Framework = {
  id: 'lambda',
  title: 'AWS Lambda behind an API: Serverless Framework, AWS SAM, AWS CDK, SST 2 and 3, middy',
  packages: ['aws-lambda', '@middy/core', 'serverless'],
  withoutPackages: true,
  tokens: ['@middy/core', "'aws-lambda'", '"aws-lambda"', 'aws-cdk-lib', 'sst/constructs', 'sst.aws.'],
  isRouteFile: isServerlessProgram,
  libraries: [lambdaEvents, ...middyLibraries],
  start(host) {
    const notes = new NoteBook<Endpoint>(host.machine);
    watchChains(host.machine);
    watchConstructs(host.machine, notes);
    return {
      routes: () => collectRoutes(host, notes),
      runner: (draft, state) => lambdaRunner(host.machine, draft, state),
    };
  },
};
export default lambda;
