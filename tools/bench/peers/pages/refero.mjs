// Helsenorge refero in a redux store of its own, as its README asks.
import { Refero, rootReducer } from '@helsenorge/refero';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { applyMiddleware, legacy_createStore as createStore } from 'redux';
import 'normalize.css';
import { fetchForm } from './form.mjs';

const thunk = ({ dispatch, getState }) => (next) => (action) =>
  typeof action === 'function' ? action(dispatch, getState) : next(action);
// The texts that it asks for: each says its own name.
const resources = new Proxy({}, { get: (_, name) => String(name), has: () => true });
const nothing = () => {};

const questionnaire = await fetchForm();
createRoot(document.getElementById('form')).render(
  createElement(
    Provider,
    { store: createStore(rootReducer, applyMiddleware(thunk)) },
    createElement(Refero, {
      questionnaire,
      resources,
      authorized: true,
      language: 'en-gb',
      loginButton: createElement('span'),
      onSubmit: nothing,
      onSave: nothing,
      onCancel: nothing,
    }),
  ),
);
