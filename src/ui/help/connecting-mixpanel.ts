import { list, steps, text, type HelpPage } from './help-page.ts';

export const connectingMixpanel: HelpPage = {
  id: 'connecting-mixpanel',
  title: 'Connecting Mixpanel',
  summary:
    'An admin pastes credentials once; every member’s browser then holds the last six months of events, kept fresh.',
  sections: [
    {
      id: 'before',
      title: 'Before you begin',
      blocks: [
        list(
          'Ptero with workspaces, an account, and a workspace in which you are an **admin**. Members cannot connect; they fetch what is connected.',
          'Somebody who may make a **service account** in your Mixpanel organisation.',
          'A Mixpanel plan that includes the raw export.',
        ),
        text(
          'Without all that, [open an export file](/help/getting-started#export) instead: questions and answers are the same.',
        ),
      ],
    },
    {
      id: 'service-account',
      title: 'Make a service account that may do as little as possible',
      blocks: [
        steps(
          'In Mixpanel, open **Organisation settings**, then **Service accounts**, and press **Add service account**.',
          'Call it `ptero`, so that everybody sees later what it is for.',
          'Add it to **one project**, the one to connect, with the role **Analyst**. That is the least that may export events. Give it no role in the organisation.',
          'Let it expire when your rules ask for that; Ptero mails the admins once when it stops working.',
          'Copy the **name** and the **secret**. Mixpanel shows the secret once.',
        ),
      ],
    },
    {
      id: 'three-steps',
      title: 'The three steps',
      blocks: [
        steps(
          '**Region.** Look at the address of your project in Mixpanel: `mixpanel.com` is the US, `eu.mixpanel.com` the EU, `in.mixpanel.com` India. If it is wrong, Ptero finds out which is right.',
          '**Credentials.** The project id is the number in that address and under Project settings. Enter the name and the secret of the service account and press **Check**: one tiny call to Mixpanel says whether they are right.',
          '**Time.** Choose the time zone of the project as it stands in Mixpanel under Project settings. Projects made before 2023 write the clock of their zone into events; where the events do not tell, say when the project was made.',
        ),
        text(
          'Then press **Connect**. The newest days come first, so you can ask questions after a minute, while the rest of the 26 weeks is on its way.',
        ),
      ],
    },
    {
      id: 'project-secret',
      title: 'The old project secret',
      blocks: [
        text(
          'A project secret works, too, but only until **3 March 2027**: Mixpanel retires it then. It may also do more than a service account of one role. Replace it under [Settings, Mixpanel](/settings/mixpanel).',
        ),
      ],
    },
    {
      id: 'what-goes-where',
      title: 'What is sent where',
      blocks: [
        {
          kind: 'table',
          head: ['What', 'From', 'To', 'Kept'],
          rows: [
            [
              'name and secret',
              'your browser, once',
              'Ptero’s server',
              'encrypted there; no browser can read it again',
            ],
            [
              'events',
              'Mixpanel, through Ptero’s server',
              'your browser',
              'in your browser only; the server passes them on and keeps none',
            ],
            [
              'chosen properties of user profiles',
              'Mixpanel, through Ptero’s server',
              'your browser',
              'in your browser only, until an admin takes them away or the project is deleted here',
            ],
            [
              'events a day, and a sketch of how many users',
              'what passes through',
              'Ptero’s server',
              'twelve months, to count monthly users; no id can be told from it',
            ],
            [
              'who fetched which days',
              'each fetch',
              'the workspace’s log',
              'so that admins see every use of the secret',
            ],
            ['scenarios and results', 'your browser', 'the workspace', 'until you delete them'],
          ],
        },
        text(
          'Nothing goes to anybody else. The server talks to Mixpanel’s three addresses for exports and its three for profiles, and to no other.',
        ),
      ],
    },
    {
      id: 'keeping-fresh',
      title: 'How it stays fresh',
      blocks: [
        text(
          'When you open Ptero, every hour while it is open, and when the browser wakes a Ptero that is installed and open in the background, the last seven days are fetched anew and take the place of what was there: events may come days late, and ids may be merged. With no window of Ptero open nothing is fetched: only the page is signed in. Results over changed data are marked as out of date until they are worked out again. **Refresh now** is on the [Data](/data) screen, with a calendar of every day.',
        ),
        text(
          'Mixpanel allows 60 exports an hour for a project, with all your tools together. When they are used up, the Data screen counts down and goes on by itself. You can pause at any time, and go on; or cancel: what came stays, the screen says how many days are missing, and a first import is not begun again until you say so. A cancelled refresh is made up for by the next.',
        ),
        text(
          'When somebody signs in, Mixpanel may put their earlier, anonymous events under their name, months back. Ptero notices from the last seven days and fetches the older days in which that person had events anew, up to 28 at once; where it are more, each once a day. As a net under it every older day is fetched anew within eight weeks, and **Fetch all days anew** in the menu of the [Data](/data) screen does it at once.',
        ),
      ],
    },
    {
      id: 'profiles',
      title: 'User profiles',
      blocks: [
        text(
          'None are fetched unless an admin chooses some of their properties under [Settings, Mixpanel](/settings/mixpanel); only these are asked for. They come after the events, page by page, and again once a day, into the browser of every member who has the events. Each page counts toward Mixpanel’s limit of 60 queries an hour.',
        ),
        text(
          'In an answer they are attributes of people, called `profile: Country`, and marked **profile (today’s value)**. A property with hardly two equal values, such as the moment somebody was created, is not tried; the model card says so.',
        ),
        text(
          'A profile holds only today’s value. What was set once, such as the first referrer, is offered first. What changes after the start, such as the plan, when somebody was last seen, or a count, leaks the answer into the question: it may be a result. Ptero tells them apart by their names, which is a guess; those that may change are flagged in the list, in the row, in its other explanation and in the verdict. Such a property is tested beside the others and never in the model, so it takes nothing from their effects, and its evidence is never more than fragile.',
        ),
      ],
    },
    {
      id: 'trouble',
      title: 'When it does not work',
      blocks: [
        list(
          '**Does not accept this name and secret**: one of them, or the project id, is wrong, or the account has expired or was deleted. Make a new one; secrets are shown once.',
          '**May not export the project**: add the service account to this very project, with the role Analyst.',
          '**In another region**: press the button that names the right one.',
          '**The plan does not include the export**: ask Mixpanel, or open export files.',
          '**The limit is used up**: other tools export, too. Wait, or tell them to ask less often.',
          '**A day is too large**: Mixpanel’s export cannot be asked for parts of a day, and one of more than some 300 MB does not come through in one piece. It stays marked in the calendar. Export that day from Mixpanel as a file and [open it](/help/getting-started#export): it joins the project.',
          '**Could not be reached**: Mixpanel or the network is down. Nothing is lost; Ptero goes on where it stopped.',
        ),
      ],
    },
    {
      id: 'disconnect',
      title: 'Replace and disconnect',
      blocks: [
        text(
          'Under [Settings, Mixpanel](/settings/mixpanel) admins replace the credentials or disconnect. Disconnecting deletes the secret from the server. Events and profiles in browsers stay until they are deleted there; scenarios and results stay, too.',
        ),
      ],
    },
  ],
};
