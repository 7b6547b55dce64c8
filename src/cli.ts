process.stdout.write('groundwork: no workflow is registered yet.\n');
