import { mount } from 'svelte';
import Shell from './ui/Shell.svelte';
import { app } from './ui/app.svelte';
import './tokens.css';
import './app.css';

app.start();
mount(Shell, { target: document.getElementById('app')! });
