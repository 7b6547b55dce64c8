import './views/groundworkPanel';
