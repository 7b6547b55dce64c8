/** Views and the walkthrough of package.json. */
export const VIEWS = {
  viewsContainers: {
    activitybar: [{ id: 'groundwork', title: 'Groundwork', icon: 'media/activity.svg' }],
  },
  views: {
    groundwork: [
      {
        id: 'groundwork.progress',
        name: 'Progress',
        type: 'webview',
        contextualTitle: 'Groundwork: Progress',
        icon: 'media/activity.svg',
        initialSize: 3,
      },
      {
        id: 'groundwork.runs',
        name: 'Runs',
        contextualTitle: 'Groundwork: Runs',
        icon: 'media/activity.svg',
        initialSize: 2,
      },
    ],
  },
  viewsWelcome: [
    {
      view: 'groundwork.runs',
      contents:
        'Nothing has run in this workspace yet.\n[Generate Fullstack Entity](command:groundwork.generateFullstack)\nNothing is written before you accept it.',
      when: 'isWorkspaceTrusted && workspaceFolderCount != 0',
    },
    {
      view: 'groundwork.runs',
      contents:
        'Open the folder of a FastAPI or Next.js project to begin.\n[Open Folder](command:vscode.openFolder)',
      when: 'workspaceFolderCount == 0',
    },
    {
      view: 'groundwork.runs',
      contents:
        'Runs use the tools of the workspace, so they wait until you trust it.\n[Manage Workspace Trust](command:workbench.trust.manage)',
      when: '!isWorkspaceTrusted && workspaceFolderCount != 0',
    },
  ],
} as const;

export const WALKTHROUGHS = [
  {
    id: 'firstEntity',
    title: 'Your first entity with Groundwork',
    description: 'From one line to a page that works, with every change in your hands.',
    steps: [
      {
        id: 'describe',
        title: 'Describe it in one line',
        description:
          'Write the name and the fields; each part is checked as you type.\n[Generate Fullstack Entity](command:groundwork.generateFullstack)',
        media: {
          svg: 'media/walkthrough/describe.svg',
          altText: 'An input box with the line: product name:bilingual(64)! price:decimal(10,2)!',
        },
        completionEvents: ['onCommand:groundwork.generateFullstack'],
      },
      {
        id: 'watch',
        title: 'Watch the checklist',
        description:
          'Model, schemas, router, migration, pages and tests tick off as they are made. Nothing is written yet.\n[Show Progress](command:groundwork.showPanel)',
        media: {
          svg: 'media/walkthrough/watch.svg',
          altText: 'A checklist of phases, most of them ticked, and a progress bar at 90 percent.',
        },
        completionEvents: ['onView:groundwork.progress'],
      },
      {
        id: 'review',
        title: 'Accept or reject, hunk by hunk',
        description:
          'Each hunk of the diff has Accept and Reject. By keyboard: Ctrl+Alt+G (Cmd+Alt+G on macOS), then A, R, N for the next one, or Shift+A for everything.\n[Review Run](command:groundwork.openReview)',
        media: {
          svg: 'media/walkthrough/review.svg',
          altText: 'A diff with Accept and Reject above the added lines.',
        },
        completionEvents: ['onCommand:groundwork.openReview', 'onCommand:groundwork.openFileDiff'],
      },
      {
        id: 'next',
        title: 'Take the next steps',
        description:
          'The panel offers the migration and test commands of your project. Roll back restores every file byte for byte.\n[Show Progress](command:groundwork.showPanel)',
        media: {
          svg: 'media/walkthrough/next.svg',
          altText: 'Buttons that run a migration and the tests in a terminal.',
        },
        completionEvents: ['onCommand:groundwork.acceptRun'],
      },
    ],
  },
] as const;
