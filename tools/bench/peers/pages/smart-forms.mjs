// CSIRO Smart Forms, put together as its documentation asks: buildForm by the hook, then the BaseRenderer in its theme.
import { BaseRenderer, RendererThemeProvider, useBuildForm, useRendererQueryClient } from '@aehrc/smart-forms-renderer';
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchForm } from './form.mjs';

function Form({ questionnaire }) {
  const building = useBuildForm({ questionnaire });
  const client = useRendererQueryClient();
  if (building) return createElement('p', null, 'Loading…');
  return createElement(
    RendererThemeProvider,
    null,
    createElement(QueryClientProvider, { client }, createElement(BaseRenderer)),
  );
}

const questionnaire = await fetchForm();
createRoot(document.getElementById('form')).render(createElement(Form, { questionnaire }));
