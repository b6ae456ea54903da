"""What can be read, a module for each subject. Each field says where it comes from; who may see it, rules say."""
